"""Comments that were made in the file: shown with their words, opened as comments or said to be left."""

import pytest
from django.urls import reverse

from reports.models import Comment, Proposal, Thread, WordReturn
from tests.reports.word import editing
from tests.reports.word.conftest import sent_back

pytestmark = pytest.mark.django_db

WORDS = "Il a cinq groupes."


@pytest.fixture
def web(client_for, reviewer):
    return client_for(reviewer)


def kept_with(report, by, taken, *, author="Ada", said="Six?") -> WordReturn:
    return sent_back(report, by, editing.commented(taken.content, WORDS, author, said))


def address(kept, name="word_preview") -> str:
    return reverse(f"reports:{name}", args=["FRA", 2023, kept.pk])


def test_a_comment_on_an_answer_that_was_not_changed_is_shown_and_can_be_opened(web, report, reviewer, taken):
    kept = kept_with(report, reviewer, taken)
    html = web.get(address(kept)).content.decode()
    assert "Comments made in the file" in html
    assert f'At the words <q lang="fr">{WORDS}</q>' in html
    assert 'value="key_results:0" checked' in html
    result = web.post(address(kept), {"comment": "key_results:0"}, follow=True).content.decode()
    assert "1 comment opened" in result
    assert "No answer has a proposal of yours" in result
    comment = Comment.objects.get()
    thread = comment.thread
    assert (comment.author, comment.body) == (reviewer, "Ada: Six?")
    assert (thread.question, thread.language, thread.quote) == ("key_results", "fr", WORDS)
    assert not Proposal.objects.exists()


def test_one_s_own_comment_goes_without_one_s_name(web, report, reviewer, taken):
    kept = kept_with(report, reviewer, taken, author=reviewer.name)
    web.post(address(kept), {"comment": "key_results:0"})
    assert Comment.objects.get().body == "Six?"


def test_words_that_the_text_has_no_more_are_no_passage(web, report, reviewer, taken, answered):
    changed = editing.changed(taken.content, (WORDS, "Il a six groupes."))
    kept = sent_back(report, reviewer, editing.commented(changed, "Il a six groupes.", "Ada", "Si."))
    web.post(address(kept), {"comment": "key_results:0", "answer": "key_results"})
    assert Thread.objects.get().quote == ""
    assert Proposal.objects.count() == 1


def test_a_comment_that_was_not_ticked_is_named_at_the_end(web, report, reviewer, taken):
    content = editing.changed(editing.commented(taken.content, WORDS, "Ada", "Six?"), ("né en mai", "né en juin"))
    kept = sent_back(report, reviewer, content)
    result = web.post(address(kept), {"answer": "key_results"}, follow=True).content.decode()
    assert "Comments of the file that were not taken over" in result
    assert "Six?" in result
    assert not Comment.objects.exists()


def test_a_comment_that_is_too_long_cannot_be_opened(web, report, reviewer, taken):
    kept = kept_with(report, reviewer, taken, said="mot " * 2_000)
    assert "This comment cannot be taken over" in web.get(address(kept)).content.decode()
    assert web.post(address(kept), {"comment": "key_results:0"}).status_code == 422
    assert not Comment.objects.exists()


def test_a_file_that_was_read_before_comments_had_a_place(web, report, reviewer, taken):
    kept = kept_with(report, reviewer, taken)
    kept.found["answers"]["key_results"]["comments"] = ["Ada: Six?"]
    kept.found["comments"] = ["Bob: Where?"]
    kept.save()
    html = web.get(address(kept)).content.decode()
    assert "Ada: Six?" in html
    assert "Bob: Where?" in html
