import pgtrigger
import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, models
from django.db.migrations.operations import AddField, AlterField, CreateModel
from django.db.migrations.state import ModelState, ProjectState

from perpignan.migrating import CreateTables, RunOnRoles, Together, install_triggers
from perpignan.study.enums import Role
from perpignan.study.roles import grant, revoke


def tables_of_the_portal():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def test_every_column_of_the_models_is_in_the_database(db):
    with connection.cursor() as cursor:
        for model in tables_of_the_portal():
            table = model._meta.db_table
            stored = {
                row.name for row in connection.introspection.get_table_description(cursor, table)
            }
            assert {field.column for field in model._meta.concrete_fields} == stored, table


def test_every_constraint_and_index_of_the_models_is_in_the_database(db):
    with connection.cursor() as cursor:
        for model in tables_of_the_portal():
            table = model._meta.db_table
            stored = connection.introspection.get_constraints(cursor, table)
            declared = [*model._meta.constraints, *model._meta.indexes]
            assert {item.name for item in declared} <= set(stored), table


def test_foreign_keys_are_enforced(db):
    with connection.cursor() as cursor:
        for model in tables_of_the_portal():
            relations = connection.introspection.get_relations(cursor, model._meta.db_table)
            for field in model._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and field.db_constraint:
                    assert field.column in relations, field


def test_every_trigger_is_installed(db):
    for model, trigger in pgtrigger.registered():
        assert trigger.get_installation_status(model)[0] == "INSTALLED", trigger


def test_installing_triggers_twice_changes_nothing(db):
    install_triggers(using="default")

    assert all(
        trigger.get_installation_status(model)[0] == "INSTALLED"
        for model, trigger in pgtrigger.registered()
    )


def test_a_batch_refuses_a_step_on_a_model_that_it_does_not_create():
    steps = [
        CreateModel("Tree", [("id", models.BigAutoField(primary_key=True))]),
        AddField("forest", "name", models.TextField()),
    ]

    with pytest.raises(ValueError, match="forest"):
        CreateTables(steps)


def test_changes_made_together_are_made_and_undone_whole(db):
    key = ("id", models.BigAutoField(primary_key=True))
    before = ProjectState()
    before.add_model(ModelState("toy", "Forest", [key, ("name", models.CharField(max_length=10))]))
    steps = [
        CreateModel("Tree", [key]),
        AddField("tree", "forest", models.ForeignKey("toy.Forest", models.CASCADE)),
        AddField("forest", "area", models.IntegerField(default=0)),
        AlterField("forest", "name", models.CharField(max_length=20)),
    ]
    together, after = Together(steps), before.clone()
    together.state_forwards("toy", after)

    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(before.apps.get_model("toy", "Forest"))
        together.database_forwards("toy", editor, before, after)
        made = columns("toy_forest"), columns("toy_tree")
        together.database_backwards("toy", editor, after, before)
        undone = columns("toy_forest"), columns("toy_tree")

    assert made == ({"id", "name", "area"}, {"id", "forest_id"})
    assert undone == ({"id", "name"}, set())


def columns(table):
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return set()
        return {row.name for row in connection.introspection.get_table_description(cursor, table)}


def test_a_role_gets_and_loses_a_permission_with_nothing_else_rendered(db):
    def add(apps, schema_editor):
        grant(apps, "toys", {Role.LEAD: ["view_toy"]})

    def remove(apps, schema_editor):
        revoke(apps, "toys", {Role.LEAD: ["view_toy"]})

    state, step = ProjectState.from_apps(apps), RunOnRoles(add, remove)
    held = Group.objects.get(name="lead").permissions.filter(codename="view_toy")

    with connection.schema_editor() as editor:
        step.database_forwards("toys", editor, state, state)
        assert held.count() == 1
        step.database_backwards("toys", editor, state, state)

    assert held.count() == 0
    assert "apps" not in state.__dict__
