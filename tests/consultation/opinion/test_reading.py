import gzip

import pytest

from consultation.opinion.reading import read_votes
from consultation.opinion.votes import OpinionError

VOTES = """timestamp,datetime,comment-id,voter-id,vote
10,jeudi,0,7,1
11,jeudi,1,7,-1
12,jeudi,0,3,0
13,jeudi,0,7,-1
"""
COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1,jeudi,0,7,1,1,1,"Plus d'arbres,
et de l'ombre"
2,jeudi,1,7,0,1,-1,Du spam
3,jeudi,2,7,0,0,0,Personne n'a voté
"""


def written(folder, **files):
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name.replace('_', '-')}.csv").write_bytes(data)
    return folder


def told(votes):
    return [
        (votes.people[p], votes.statements[s], int(v))
        for p, s, v in zip(votes.person, votes.statement, votes.value, strict=True)
    ]


def refusal(path):
    with pytest.raises(OpinionError) as error:
        read_votes(path)
    return error.value.code, error.value.values


def test_a_polis_folder_is_read(tmp_path):
    votes = read_votes(written(tmp_path, votes=VOTES, comments=COMMENTS))

    assert told(votes) == [("3", "0", 0), ("7", "0", -1), ("7", "1", -1)]
    assert votes.statements == ("0", "1", "2")
    assert votes.refused.tolist() == [False, True, False]
    assert votes.texts["0"] == "Plus d'arbres, et de l'ombre"
    assert votes.notices == ()


@pytest.mark.parametrize(
    "data",
    [
        VOTES.encode("utf-8-sig"),
        VOTES.replace("\n", "\r\n").encode(),
        VOTES.replace("\n", "\r").encode(),
        VOTES.rstrip("\n").encode(),
        VOTES.replace("jeudi", '"jeu, di"').encode(),
        VOTES.replace(",7,", ",  7,").encode(),
        VOTES.replace("\n", "\n\n").encode(),
    ],
    ids=["bom", "crlf", "cr", "no last newline", "quotes", "spaces", "blank lines"],
)
def test_forms_of_the_same_file_give_the_same_votes(tmp_path, data):
    (tmp_path / "votes.csv").write_bytes(data)

    assert told(read_votes(tmp_path / "votes.csv")) == [
        ("3", "0", 0),
        ("7", "0", -1),
        ("7", "1", -1),
    ]


def test_compressed_files_are_read(tmp_path):
    (tmp_path / "votes.csv.gz").write_bytes(gzip.compress(VOTES.encode()))

    assert len(told(read_votes(tmp_path))) == 3


def test_the_table_of_participants_does_without_the_votes(tmp_path):
    rows = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,10,9\n"
    written(tmp_path, participants_votes=rows + "b,,0,0,2,1,1,1,,-1\na,,,0,1,0,0,,0,\n")

    votes = read_votes(tmp_path)

    assert told(votes) == [("a", "10", 0), ("b", "0", 1), ("b", "9", -1)]
    assert votes.statements == ("0", "9", "10")


def test_our_own_file_is_read_with_dates_and_moderation(tmp_path):
    file = tmp_path / "ours.csv"
    file.write_text(
        "participant;statement;vote;timestamp;moderated\n"
        "ana;S2;1;2026-03-02T10:00:00+01:00;\n"
        "ana;S2;-1;2026-03-02T09:30:00Z;\n"
        "ana;S2;0;2026-03-02T08:00:00Z;\n"
        "zoé;S1;1;2026-03-01;-1\n",
        encoding="utf-8",
    )

    votes = read_votes(file)

    assert told(votes) == [("ana", "S2", -1), ("zoé", "S1", 1)]
    assert votes.refused.tolist() == [True, False]


def test_codes_that_look_like_numbers_stay_apart(tmp_path):
    file = tmp_path / "ours.csv"
    file.write_text("participant,statement,vote\n7,1,1\n07,1,0\n-0,1,1\n", encoding="utf-8")

    assert set(read_votes(file).people) == {"7", "07", "-0"}


def test_votes_of_the_opposite_sign_are_turned_over(tmp_path):
    counts = COMMENTS.replace(",0,7,1,1,1,", ",0,7,5,0,1,")
    flipped = VOTES.replace(",7,1\n", ",7,-1\n")

    votes = read_votes(written(tmp_path, votes=flipped, comments=counts))

    assert [notice.code for notice in votes.notices] == ["turned_over"]
    assert ("7", "0", 1) in told(votes)


def test_unknown_statements_are_counted_and_told(tmp_path):
    votes = read_votes(written(tmp_path, votes=VOTES + "14,x,99,3,1\n", comments=COMMENTS))

    assert ("3", "99", 1) in told(votes)
    assert votes.notices[0].values == {"count": 1, "example": "99"}


@pytest.mark.parametrize(
    ("line", "code", "more"),
    [
        ("14,x,1,3,2", "bad_vote", {"vote": "2"}),
        ("14,x,1,3,oui", "bad_vote", {"vote": "oui"}),
        ("14,x,1,3,", "bad_vote", {"vote": ""}),
        ("14,x,1,3", "bad_line", {"found": 4, "wanted": 5}),
        ("14,x,1,3,1,1", "bad_line", {"found": 6, "wanted": 5}),
        ("hier,x,1,3,1", "bad_time", {"text": "hier"}),
        ("14,x,,3,1", "no_code", {"column": "comment-id"}),
        ("14,x,1,   ,1", "no_code", {"column": "voter-id"}),
        ("14,x," + "9" * 1_000_000 + ",3,1", "long_code", {"column": "comment-id"}),
    ],
)
def test_a_wrong_line_is_told_with_its_number(tmp_path, line, code, more):
    written(tmp_path, votes=VOTES + line + "\n")

    found, values = refusal(tmp_path)

    assert found == code
    assert values == {"name": "votes.csv", "line": 6} | more


def test_a_quote_that_is_never_closed_is_told(tmp_path):
    found, values = refusal(written(tmp_path, votes=VOTES + '14,"x,1,3,1\n'))

    assert (found, values["line"]) == ("bad_csv", 6)


def test_a_long_comment_is_cut_and_a_file_in_latin_is_refused(tmp_path):
    long = COMMENTS + "4,x,3,7,0,0,0," + "é" * 1_000_000 + "\n"
    votes = read_votes(written(tmp_path, votes=VOTES, comments=long))
    assert len(votes.texts["3"]) == 1_000

    written(tmp_path, comments=COMMENTS.encode("latin-1"))
    assert refusal(tmp_path)[0] == "bad_encoding"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "no_votes_file"),
        ({"votes": ""}, "empty"),
        ({"votes": "a,b\n1,2\n"}, "no_column"),
        ({"votes": VOTES, "comments": "x\n"}, "no_column"),
        ({"votes": "participant,statement,vote,vote\na,1,1,-1\n"}, "twice"),
        ({"votes": VOTES, "comments": COMMENTS.replace(",-1,", ",oui,")}, "bad_moderation"),
    ],
)
def test_files_that_are_not_an_export_are_refused(tmp_path, files, code):
    assert refusal(written(tmp_path, **files))[0] == code


def test_a_header_alone_is_nobody(tmp_path):
    votes = read_votes(written(tmp_path, votes=VOTES.splitlines()[0]))

    assert (votes.people, votes.statements) == ((), ())


def test_an_absent_or_broken_file_is_told(tmp_path):
    (tmp_path / "votes.csv.gz").write_bytes(b"not gzip")

    assert refusal(tmp_path / "nothing.csv")[0] == "absent"
    assert refusal(tmp_path)[0] == "bad_gzip"
