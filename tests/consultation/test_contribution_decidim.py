"""Exports of Decidim: the sample of Lille, other releases, other languages, broken files."""

import csv

import pytest
from django.core.management import CommandError, call_command

from consultation.enums import SpokenStatus
from consultation.models import Comment, Contribution, ModerationEvent, Theme
from consultation.operations import import_decidim, publish_spoken, withdraw_spoken
from tests.factories.contributions import gathering
from tests.factories.study import UserFactory
from tests.shared_data import shared_file

pytestmark = pytest.mark.django_db
SITE = "https://participer.exemple.fr/processes/centre/f/1/proposals"
PROPOSAL = {
    "id": "12",
    "category/name/fr": "Espace public",
    "title/fr": "Des bancs",
    "body/fr": "<p>À l&#39;ombre.</p><p>Près de la Loge</p>",
    "votes": "7",
    "created_at": "2019-01-24 22:29:15 +0100",
    "url": f"{SITE}/12",
    "author/name": "Jeanne Exemple",
}
COMMENT = {
    "id": "3",
    "created_at": "2019-01-25 10:00:00 UTC",
    "body": "D'accord.",
    "author/name": "Jean Exemple",
    "commentable_id": "12",
    "commentable_type": "Decidim::Proposals::Proposal",
    "root_commentable_url": f"{SITE}/12",
}


@pytest.fixture
def consultation():
    return gathering()


@pytest.fixture
def export(tmp_path):
    def write(*rows, name="export.csv", delimiter=";"):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def bring(consultation, *files, **options):
    return import_decidim(files=files, consultation=consultation, **options)


def numbers(report):
    return report.created, report.updated, report.unchanged


def test_proposal_becomes_a_contribution_without_its_author(consultation, export):
    report = bring(consultation, export(PROPOSAL))

    assert (report.problems, numbers(report)) == ([], (1, 0, 0))
    made = Contribution.objects.get()
    assert (made.title, made.text) == ("Des bancs", "À l'ombre.\n\nPrès de la Loge")
    assert (made.theme.name, made.imported_supports) == ("Espace public", 7)
    assert made.submitted_at.isoformat() == "2019-01-24T21:29:15+00:00"
    assert made.status == SpokenStatus.PENDING
    assert "Jeanne" not in str(Contribution.objects.values())
    assert ModerationEvent.objects.get().verb == "imported"


def test_second_run_doubles_nothing_and_a_newer_export_updates(consultation, export):
    files = export(PROPOSAL), export(COMMENT, name="comments.csv")
    bring(consultation, *files)

    again = bring(consultation, *files)
    newer = bring(consultation, export(PROPOSAL | {"votes": "9"}))

    assert (numbers(again), again.comments_unchanged) == ((0, 0, 1), 1)
    assert numbers(newer) == (0, 1, 0)
    assert (Contribution.objects.count(), Comment.objects.count()) == (1, 1)
    assert Contribution.objects.get().imported_supports == 9
    assert Theme.objects.count() == 1


def test_new_words_of_a_published_one_are_read_again(consultation, export):
    bring(consultation, export(PROPOSAL))
    publish_spoken(spoken=Contribution.objects.get(), by=UserFactory(lead=True))

    bring(consultation, export(PROPOSAL | {"votes": "8"}))
    assert Contribution.objects.get().status == SpokenStatus.PUBLISHED

    bring(consultation, export(PROPOSAL | {"body/fr": "Autre chose."}))
    assert Contribution.objects.get().status == SpokenStatus.PENDING


def test_withdrawn_words_do_not_come_back(consultation, export):
    bring(consultation, export(PROPOSAL))
    Contribution.objects.update(status=SpokenStatus.WITHDRAWN, title="", text="")

    report = bring(consultation, export(PROPOSAL))

    assert numbers(report) == (0, 0, 1)
    assert Contribution.objects.get().text == ""


def test_moderated_elsewhere_is_published_when_asked(consultation, export):
    bring(consultation, export(PROPOSAL), already_moderated=True)

    assert Contribution.objects.published().count() == 1
    assert Contribution.objects.to_review().count() == 0


def test_dry_run_stores_nothing(consultation, export):
    report = bring(consultation, export(PROPOSAL), dry_run=True)

    assert numbers(report) == (1, 0, 0)
    assert (Contribution.objects.count(), Theme.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("columns", "title", "language"),
    [
        ({"title/ca": "Bancs", "body/ca": "A l'ombra."}, "Bancs", "ca"),
        ({"title/de": "Bänke", "body/de": "Im Schatten."}, "Bänke", "de"),
        ({"title/fr": "", "title/en": "Benches", "body/en": "In the shade."}, "Benches", "en"),
        (
            {"title": '{"fr": "Des bancs", "en": "Benches"}', "body": '{"fr": "Ici"}'},
            "Des bancs",
            "fr",
        ),
        ({"title": "Des bancs", "body": "Ici"}, "Des bancs", "fr"),
    ],
)
def test_other_languages_and_releases_are_read(consultation, export, columns, title, language):
    report = bring(
        consultation,
        export({"id": "1", "published_at": "2024-05-01T10:00:00+02:00"} | columns, delimiter=","),
    )

    assert report.problems == []
    made = Contribution.objects.get()
    assert (made.title, made.language, made.imported_supports) == (title, language, 0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title/fr": ""}, "n'a pas de titre"),
        ({"created_at": "hier"}, "« hier » n'est pas lisible"),
        ({"id": "douze"}, "ne donne pas de numéro"),
        ({"votes": "beaucoup"}, "n'est pas un nombre"),
        ({"body/fr": "x" * 20_001}, "dépasse 20000 caractères"),
        ({"latitude": "142", "longitude": "2"}, "latitude"),
    ],
)
def test_one_wrong_line_stores_nothing_and_is_told(consultation, export, change, told):
    place = {"latitude": "42.7", "longitude": "2.9"}
    wrong = PROPOSAL | place | {"id": "13", "url": f"{SITE}/13"} | change

    report = bring(consultation, export(PROPOSAL | place, wrong))

    (problem,) = report.problems
    assert problem.startswith("export.csv, ligne 3 : ")
    assert told in problem
    assert (Contribution.objects.count(), Theme.objects.count()) == (0, 0)


def test_same_proposal_twice_is_told(consultation, export):
    report = bring(consultation, export(PROPOSAL, PROPOSAL))

    assert "deux fois" in report.problems[0]


def test_file_that_is_no_export_is_told_with_its_columns(consultation, export, tmp_path):
    empty = tmp_path / "vide.csv"
    empty.write_text("")

    report = bring(consultation, export({"nom": "a", "prix": "3"}), empty)

    assert "Colonnes lues : nom, prix" in report.problems[0]
    assert report.problems[1] == "vide.csv : le fichier est vide."


def test_comments_find_their_proposal_by_site_and_number(consultation, export):
    answer = COMMENT | {
        "id": "4",
        "body": "Moi aussi.",
        "commentable_id": "3",
        "commentable_type": "Decidim::Comments::Comment",
    }

    report = bring(consultation, export(COMMENT, answer, name="c.csv"), export(PROPOSAL))

    assert report.comments_created == 2
    assert {c.text for c in Contribution.objects.get().comments.all()} == {
        "D'accord.",
        "Moi aussi.",
    }


def test_comment_of_another_site_is_never_given_to_the_same_number(consultation, export):
    stranger = COMMENT | {"root_commentable_url": "https://ailleurs.exemple.fr/f/1/proposals/12"}
    files = export(PROPOSAL), export(stranger, name="c.csv")

    refused = bring(consultation, *files)
    assert "commentaire d'un autre site (ailleurs.exemple.fr)" in refused.problems[0]
    assert Contribution.objects.count() == 0

    passed = bring(consultation, *files, leave_out_strangers=True)
    assert (passed.created, len(passed.left_out), Comment.objects.count()) == (1, 1, 0)


def test_proposal_withdrawn_there_is_left_out(consultation, export):
    report = bring(consultation, export(PROPOSAL | {"state": "withdrawn"}))

    assert "retirée par son auteur" in report.left_out[0]
    assert Contribution.objects.count() == 0


def test_tags_scripts_and_accounts_do_not_come_along(consultation, export):
    body = "<script>alert(1)</script><ul><li>un</li><li>deux</li></ul>gid://d-app/Decidim::User/7 x"

    bring(consultation, export(PROPOSAL | {"body/fr": body}))

    assert Contribution.objects.get().text == "- un\n- deux\n\n(mention) x"


def test_command_tells_what_it_did(consultation, export, capsys):
    path = export(PROPOSAL)

    call_command("import_decidim", str(path), "--consultation", consultation.slug)

    assert "Contributions : 1 créés, 0 mis à jour, 0 inchangés" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Rien n'a été enregistré"):
        call_command("import_decidim", "absent.csv", "--consultation", consultation.slug)
    with pytest.raises(CommandError, match="n'existe pas"):
        call_command("import_decidim", str(path), "--consultation", "inconnue")


def test_export_of_lille(consultation, django_assert_max_num_queries):
    proposals = shared_file("consult-decidim-lille/propositions-libres.csv")
    comments = shared_file("consult-decidim-lille/commentaires_propositions_libres.csv")

    with django_assert_max_num_queries(30):
        report = bring(consultation, proposals, comments, leave_out_strangers=True)

    assert report.problems == []
    assert report.created == Contribution.objects.count() == 196
    assert sum(Contribution.objects.values_list("imported_supports", flat=True)) == 498
    # The comments beside are another town's, whose numbers fall on Lille's by chance.
    assert (len(report.left_out), Comment.objects.count()) == (44, 0)
    assert Theme.objects.count() == 5

    again = bring(consultation, proposals)
    assert numbers(again) == (0, 0, 196)


def test_withdrawing_an_imported_one_needs_a_code(consultation, export):
    bring(consultation, export(PROPOSAL))

    with pytest.raises(Exception, match="Aucune contribution"):
        withdraw_spoken(code="ABCD-2345-EFGH")
