"""Make many tables at once, and install the triggers of those that exist.

Django renders the models anew after each operation, with all that are tied to them.
Every noun here has its history and most are tied together, so that a hundred
operations rendered tens of thousands of models: a quarter of a minute. A batch changes
the state first, renders it once, and then makes the tables. Code that gives roles their
permissions is handed three models, and nothing else is rendered for it.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    CreateModel,
    RunPython,
)
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState
from django.db.models import Model
from pgtrigger import registered

Step = CreateModel | AddField | AddConstraint | AddIndex
ROLE_MODELS = (("auth", "group"), ("auth", "permission"), ("contenttypes", "contenttype"))


class CreateTables(Operation):
    """New models, with the fields, constraints and indexes given to them afterwards.

    Raises ValueError for a step on a model that the batch does not create: such a step
    stands in a migration as usual.
    """

    category = OperationCategory.ADDITION
    reduces_to_sql = True
    reversible = True

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = list(steps)
        self.made = [step.name for step in self.steps if isinstance(step, CreateModel)]
        created = {name.lower() for name in self.made}
        for step in self.steps:
            if not isinstance(step, CreateModel) and step.model_name_lower not in created:
                raise ValueError(f"{step.describe()}: this batch does not create the model.")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.steps], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # rendered again when it is next asked for
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self._tables(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self._tables(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        return "Create " + ", ".join(s.name for s in self.steps if isinstance(s, CreateModel))

    def _tables(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> list[type[Model]]:
        models = [state.apps.get_model(app_label, name) for name in self.made]
        alias = schema_editor.connection.alias
        return [model for model in models if self.allow_migrate_model(alias, model)]


class Together(CreateTables):
    """All that one migration changes in tables, new ones and those there are.

    The models are rendered once instead of once a change. Beside new models, with the
    fields, constraints and indexes given to them, it takes those given to other tables,
    fields and options altered and constraints removed. It does not rename, and runs no code.
    """

    category = OperationCategory.MIXED

    def __init__(self, steps: Sequence[Operation]) -> None:
        flat: list[Operation] = []
        for step in steps:
            flat += step.steps if isinstance(step, CreateTables) else [step]
        made = {step.name_lower for step in flat if isinstance(step, CreateModel)}
        super().__init__([step for step in flat if _model_of(step) in made])  # type: ignore[misc]  # it refuses other steps
        self.changes = [step for step in flat if _model_of(step) not in made]
        self.all_steps = list(steps)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.all_steps], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        super().state_forwards(app_label, state)
        for step in self.changes:
            step.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        for step in self.changes:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for step in reversed(self.changes):
            step.database_backwards(app_label, schema_editor, from_state, to_state)
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(step.describe() for step in self.all_steps)


class RunOnRoles(RunPython):
    """Code that asks `apps` for groups, permissions and content types, and for no other model."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        super().database_forwards(app_label, schema_editor, _roles_alone(from_state), to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        super().database_backwards(app_label, schema_editor, _roles_alone(from_state), to_state)


def _roles_alone(state: ProjectState) -> ProjectState:
    return ProjectState({key: state.models[key] for key in ROLE_MODELS})


def _model_of(step: Operation) -> str:
    """Name the model that a step makes or changes."""
    name: str = (
        step.name_lower
        if isinstance(step, CreateModel)
        else getattr(step, "model_name_lower", "") or getattr(step, "name_lower", "")
    )
    return name


def install_triggers(using: str, **kwargs: Any) -> None:
    """Install the triggers after a migration, on the tables that it left in place.

    pgtrigger's own way would also ask for tables that a reversed migration removed.
    """
    with connections[using].cursor() as cursor:
        tables = set(connections[using].introspection.table_names(cursor))
    for model, trigger in registered():
        if model._meta.db_table in tables:
            trigger.install(model, database=using)
