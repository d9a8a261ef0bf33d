"""Messages about scenarios and streets: each in both languages, with the same values in it."""

import re

import pytest

from gongzhi.scenarios.messages import COMPLAINTS, MESSAGES
from gongzhi.scenarios.reading import complaint
from gongzhi.scenarios.saying import Text, in_language, say
from gongzhi.scenarios.street_messages import STREET_MESSAGES

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", [*MESSAGES, *STREET_MESSAGES])
def test_every_message_says_in_chinese_what_it_says_in_english(key):
    english, chinese = {**MESSAGES, **STREET_MESSAGES}[key]
    fields = [set(re.findall(r"\{(\w+)", text)) for text in (english, chinese)]
    if key == "value.long":  # in English the schema's own words, in Chinese the number in them
        assert fields == [{"complaint"}, {"most"}]
        return
    assert fields[0] == fields[1]
    named = fields[0] and not re.search("[A-Za-z]", re.sub(r"\{[^}]*\}", "", english))
    assert named or HAN.search(chinese) or chinese == "“{value}”"
    assert not HAN.search(english)


def test_no_key_of_a_message_is_given_twice():
    assert not MESSAGES.keys() & STREET_MESSAGES.keys()


def test_what_a_parser_complains_of_is_told_in_chinese_as_far_as_it_is_known():
    told = complaint("Expected ']]' at the end of an array declaration", "Expected ...")
    assert in_language(told, "zh") == COMPLAINTS["Expected ']]' at"]
    unknown = complaint("Something new", "Something new")
    assert (str(unknown), unknown.zh) == ("Something new", "Something new")


def test_values_in_a_message_are_told_in_its_language():
    inner = Text("a table", "表")
    message = say("value.table", value=inner, table="[funding]")
    assert str(message) == "a table is not a table; allowed: [funding]"
    assert message.zh == "表不是表；应为 [funding]"
