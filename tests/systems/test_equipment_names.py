"""Names of equipment: read from the lists there are, suggested by their beginning."""

import json
from pathlib import Path

import pytest
from flask import Flask

from forum.systems.models import EquipmentName
from tests.browser import Browser
from tests.systems.cards import card
from tests.world import World

MODULES_2019 = """\
Name,BIPV,Date,T_NOCT,I_sc_ref,V_oc_ref,I_mp_ref,V_mp_ref
Units,,,C,A,V,A,V
[0],lib_is_bipv,lib_date,,,,,
1Soltech 1STH-215-P,N,1/3/2019,47.4,7.84,36.3,7.35,29
Canadian Solar Inc. CS5P-220M,N,1/3/2019,42.4,5.1,59.4,4.69,46.9
Canadian Solar Inc. CS5P-220M,N,1/3/2019,42.4,5.1,59.4,4.69,46.9
"""
MODULES_NEW = """\
Name,Manufacturer,Technology,Bifacial,STC,PTC
Units,,,,,
[0],lib_manufacturer,cec_material,lib_is_bifacial,,
Zephyrine Solar Co ZQ-411,Zephyrine Solar Co,Mono-c-Si,0,411.2,380
"""
INVERTERS = """\
Name,Vac,Pso,Paco,Pdco
Units,V,W,W,W
[0],inv_snl_ac_voltage,inv_snl_pso,inv_snl_paco,inv_snl_pdco
Ohmbrook: OB-6170 [240V],240,41.3,6170,6300
"""
LISTED = """\
Manufacturer Name,Model Number,Description,Nameplate Pmax
"Suncrest, Ltd.",SC-400,400W,"400"
Suncrest,,,
"""


def imported(app: Flask, folder: Path, text: str, name: str = "list") -> str:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["equipment", "import", str(path)])
    assert result.exit_code == 0, result.output
    return result.output


def names(world: World) -> list[tuple[str, str, str, float | None]]:
    return [
        (one.kind, one.maker, one.model, one.watts) for one in world.rows(EquipmentName)
    ]


def suggested(browser: Browser, typed: str, kind: str = "module") -> list[str]:
    page = browser.visit(f"/systems/suggest?kind={kind}&q={typed}")
    return [one["model"] for one in json.loads(page.html)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            MODULES_2019,
            [
                ("module", "1Soltech", "1STH-215-P", 213.1),
                ("module", "Canadian Solar Inc.", "CS5P-220M", 220.0),
            ],
        ),
        (MODULES_NEW, [("module", "Zephyrine Solar Co", "ZQ-411", 411.2)]),
        (INVERTERS, [("inverter", "Ohmbrook", "OB-6170 [240V]", 6170)]),
        (LISTED, [("module", "Suncrest, Ltd.", "SC-400", 400)]),
    ],
    ids=["2019", "with makers", "inverters", "listed"],
)
def test_each_layout_is_read_by_the_names_of_its_columns(
    app: Flask,
    world: World,
    tmp_path: Path,
    text: str,
    found: list[tuple[str, str, str, float]],
) -> None:
    imported(app, tmp_path, text)

    read = names(world)
    assert [one[:3] for one in read] == [one[:3] for one in found]
    assert [one[3] for one in read] == pytest.approx([one[3] for one in found], abs=0.2)


def test_importing_again_adds_what_is_new_only(
    app: Flask, world: World, tmp_path: Path
) -> None:
    assert "3 names read, 2 of them new" in imported(app, tmp_path, MODULES_2019)

    again = imported(app, tmp_path, MODULES_2019)

    assert "3 names read, 0 of them new" in again
    assert len(names(world)) == 2


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"", b"\xff\xfe\x00"])
def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    app: Flask, world: World, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)

    result = app.test_cli_runner().invoke(args=["equipment", "import", str(path)])

    assert result.exit_code == 1
    assert "Error: " in result.output
    assert "Traceback" not in result.output
    assert names(world) == []


def test_names_are_suggested_by_the_beginning_of_maker_or_model(
    app: Flask, rosa: Browser, tmp_path: Path
) -> None:
    imported(app, tmp_path, MODULES_2019)
    imported(app, tmp_path, INVERTERS)

    assert suggested(rosa, "canadian  SOLAR") == ["CS5P-220M"]
    assert suggested(rosa, "cs5p") == ["CS5P-220M"]
    assert suggested(rosa, "220M") == []
    assert suggested(rosa, "c") == []
    assert suggested(rosa, "ob-", "inverter") == ["OB-6170 [240V]"]
    assert suggested(rosa, "ob-") == []
    assert suggested(rosa, "%25%25") == []


def test_ten_names_are_suggested_at_most(
    app: Flask, rosa: Browser, tmp_path: Path
) -> None:
    lines = "".join(f"Maker,MM-{number:03},x,300\n" for number in range(40))
    imported(app, tmp_path, LISTED.splitlines()[0] + "\n" + lines)

    found = suggested(rosa, "mm-")

    assert found == [f"MM-{number:03}" for number in range(10)]


def test_what_one_member_typed_is_suggested_to_nobody(
    rosa: Browser, world: World
) -> None:
    card(world)

    assert suggested(rosa, "zephy") == []


@pytest.mark.parametrize("query", ["kind=roof&q=ab", "q=ab", ""])
def test_nothing_of_another_kind_is_suggested(rosa: Browser, query: str) -> None:
    assert json.loads(rosa.visit(f"/systems/suggest?{query}").html) == []


def test_free_text_is_always_taken_and_the_field_is_plain(rosa: Browser) -> None:
    page = rosa.visit("/my/systems/new")

    (field,) = page.soup.select("#module_model")
    assert field["type"] == "text"
    assert not field.has_attr("list")
    page = rosa.submit("/my/systems/new", dc_kw="6", module_model="Unheard of 9")
    assert page.status == 200
