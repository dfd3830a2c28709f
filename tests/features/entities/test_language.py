"""In which language an article is, told by its small words and its script."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.entities.language import ENGLISH, language, words_of

OTHERS = {
    "German": "Die Firma hat am Montag mitgeteilt, dass sie das Werk in der Stadt nicht schließt.",
    "French": "La société a annoncé lundi que son usine dans la ville ne sera pas fermée.",
    "Spanish": "La empresa dijo el lunes que no va a cerrar la fábrica que tiene en la ciudad.",
    "Portuguese": "A empresa disse na segunda que não vai fechar a fábrica da cidade, mas sim.",
    "Italian": "La società ha detto lunedì che non chiude la fabbrica della città e che è qui.",
    "Dutch": "Het bedrijf zei maandag dat het de fabriek in de stad niet sluit, maar wel dat.",
    "Swedish": "Bolaget sade på måndagen att det inte stänger fabriken i staden, men säljer den.",
    "Polish": "Firma podała w poniedziałek, że nie zamyka fabryki w mieście, ale dopłaca.",
    "Greek": "η εταιρεία είπε τη Δευτέρα ότι δεν κλείνει το εργοστάσιο στην πόλη.",
    "Japanese": "会社は月曜日に、市内の工場を閉鎖しないと発表した。株価は少し上がった。",
    "Chinese characters": "公司星期一表示不会关闭市内的工厂股价略有上涨投资者表示欢迎消息。",
    "a Cyrillic script": "Компания сообщила в понедельник, что не закрывает завод в городе.",
}
ENGLISH_TEXTS = (
    "",
    "Orbel 12.4 Vantor 9.1 Quist 3.3",
    "The firm said on Monday that it would not close the plant in the city.",
    "Das Auto is what the firm calls it, and the name was kept for a year in the shops of Velde.",
    "Orbel | Velde | 12\nVantor | Bonn | 9\nQuist | Lund | 3\n" * 20,
    "De Voss, La Harrow, El Oru and Los Odes play in the final of the league of Velde.",
    "for x in a: y = da[x]; print(de, la, en)",
)


@pytest.mark.parametrize(("expected", "text"), OTHERS.items())
def test_other_languages_are_told(expected, text):
    assert language(f"{text} {text}") == expected


@pytest.mark.parametrize("text", ENGLISH_TEXTS)
def test_english_stays_english(text):
    assert language(text) == ENGLISH


def test_only_well_known_names_are_given_in_another_language(names):
    german = "Die [ORG:Orbel Werke] und [COMPANY:Siemens] haben am Montag mit [PERSON:Lena Voss] "
    found = names(german + "gesprochen, die das Werk in der Stadt nicht schließt und es auch sagt.")
    assert [one.name for one in found.companies] == ["Siemens"]
    assert found.people == found.organizations == ()
    assert "German" in found.note


def test_nothing_is_said_of_english(names):
    assert names("[ORG:Orbel] said on Monday that it would not close the plant.").note == ""


@given(st.text(st.characters(max_codepoint=0x2FF) | st.sampled_from("aB ’“—₂İK本2_")))  # noqa: RUF001
def test_words_are_the_runs_of_letters(text):
    plain = " ".join(re.findall(r"[^\W\d_]+", text)).lower().split()
    assert words_of(text) == plain
