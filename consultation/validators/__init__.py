"""What an answer is and which questions are asked: pure functions that every door calls.

Each type of question stores one value under the question's code, the same from the
page, the API, paper and imports; nothing is stored for a question left unanswered.

- `single`, `scale`, `zone`, `age_band`: the code of an option;
- `yes_no`: `yes` or `no`;
- `multi`: codes of options, in the order of the questionnaire;
- `matrix`: `{row: option}`; `statements`: `{option: agree | disagree | pass}`;
- `rank`: codes of options from the first choice on; `points`: `{option: points}`;
- `number`: a whole number, or one with as many decimals as the question has;
- `short_text` (one line), `text`: what was written; `date`: `2026-05-31`;
- `map_point`: `{place, latitude, longitude, reason}`, with what was given of these;
- `file`: `{id, name, size, content_type}` of a file stored before.

A question that proposes it also takes `dont-know`: alone in a `multi`, row by row in a
`matrix`, instead of the value elsewhere. One that proposes another answer takes `other`
as an option, and the words that say which under its code followed by `.other`.
"""
