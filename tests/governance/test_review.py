"""Remarks on a text, whom they call, and what changed in it word by word."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perpignan.governance import operations
from perpignan.governance.models import Comment
from perpignan.study.operations import save_action
from tests.factories.actionplan import ActionSheetFactory
from tests.factories.benchmark import InitiativeFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def test_text_under_review_shows_its_last_change_word_by_word(client, lead):
    sheet = ActionSheetFactory(action__objective="Ouvrir dix points d'accueil")
    save_action(action=sheet.action, objective="Ouvrir douze points d'accueil")
    client.force_login(lead)

    page = client.get(f"/mon-espace/relecture/sheet/{sheet.code}/").content.decode()

    assert "Ouvrir <del>dix </del><ins>douze </ins>points d&#x27;accueil" in page


def test_person_called_finds_the_remark_until_it_is_resolved(client, lead, contact):
    sheet = ActionSheetFactory(action__visibility="public")
    client.force_login(lead)
    client.post(
        f"/mon-espace/relecture/sheet/{sheet.code}/",
        {"text": "Qui porte ?", "mentioned": [contact.pk]},
    )
    comment = Comment.objects.get()
    client.force_login(contact)

    waiting = client.get("/mon-espace/").content.decode()
    client.post(f"/mon-espace/remarques/{comment.pk}/reglee/")

    assert f"{lead} vous demande votre avis" in waiting
    assert "vous demande votre avis" not in client.get("/mon-espace/").content.decode()
    comment.refresh_from_db()
    assert comment.resolved_by == contact


def test_remark_is_refused_on_what_is_not_there_or_not_seen(client, lead, contact):
    draft = InitiativeFactory(status="draft")
    outsider = UserFactory()

    for kind, key in (("licorne", "x"), ("sheet", "Z9"), ("initiative", draft.code)):
        with pytest.raises(ValidationError, match="n'est pas là"):
            operations.add_comment(kind=kind, key=key, text="Ici", by=contact)
    with pytest.raises(ValidationError, match="pas de l'étude"):
        operations.add_comment(
            kind="initiative", key=draft.code, text="Ici", by=lead, mentioned=[outsider]
        )
    client.force_login(contact)
    assert client.get(f"/mon-espace/relecture/initiative/{draft.code}/").status_code == 404
    assert client.get("/mon-espace/relecture/version/abc/").status_code == 404


def test_remark_is_resolved_by_the_team_its_author_and_those_it_calls(lead, contact):
    sheet = ActionSheetFactory(action__visibility="public")
    comment = operations.add_comment(kind="sheet", key=sheet.code, text="À revoir", by=lead)

    with pytest.raises(PermissionDenied):
        operations.resolve_comment(comment=comment, by=contact)
    operations.resolve_comment(comment=comment, by=UserFactory(consortium=True))
    operations.reopen_comment(comment=comment, by=lead)

    comment.refresh_from_db()
    assert (comment.resolved_at, comment.resolved_by) == (None, None)


def test_review_page_costs_the_same_for_one_and_three_remarks(client, lead, contact):
    sheet = ActionSheetFactory()
    client.force_login(lead)
    counts = []
    for total in (1, 2):
        for _ in range(total):
            operations.add_comment(
                kind="sheet", key=sheet.code, text="Ici", by=lead, mentioned=[contact]
            )
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/mon-espace/relecture/sheet/{sheet.code}/")
        counts.append(len(captured))

    assert counts[0] == counts[1]
