"""What a text dump calls its outlet: services, credits, imprints; never a writer, an owner or a button."""

from __future__ import annotations

import pytest

from briefing.doors.importing.imprint import names_in
from briefing.doors.importing.mastheads import Name, elected
from briefing.doors.importing.text import lines_of

BODY = (
    "The harbour was closed for a second day because of the storm, the port office said in a note. "
    * 3
)


def outlet(above: str, below: str) -> str:
    text = "\n".join([*above.split(" // "), "", BODY, "", *below.split(" // ")])
    found = elected(names_in(lines_of(text)), fold=True)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ("Menu // Meridian Shop // Sport", "Jobs at Meridian // Meridian Podcasts", "Meridian"),
        ("Inicio // Canal El Faro", "Estatuto de El Faro // Tienda El Faro", "El Faro"),
        ("Accueil", "Boutique Le Phare // Suivez Le Phare // Archives du Phare", "Le Phare"),
        ("Start", "Abonnez-vous au Phare // © Le Phare 2002-2020", "Le Phare"),
        ("Hafener Abendbote // Politik", "Abendbote Shop // Abendbote App", "Hafener Abendbote"),
        ("Home", "© 2024 Meridian, a division of Northsea Media Inc. All rights reserved.", "Meridian"),
        ("Home", "2025 The Meridian. All Rights Reserved.", "The Meridian"),
        ("Home", "Tous droits réservés - Les Phares 2024", "Les Phares"),
        ("Home", "2007-2019 Sauvons la Rade !", "Sauvons la Rade !"),
        ("Home", "© 2019 hafen24 by Jonas Weber", "hafen24"),
        ("Home // By Dana Cole, Oslo Post-Gazette", "Contact us", "Oslo Post-Gazette"),
        ("Home // About MNN // MNN Mobile", "© 2013 Meridian News Network. A company.", "MNN"),
        ("From the Meridian", "The Meridian is a division of Northsea Publishing Inc., 4 Front St.", "The Meridian"),
        ("MNN", "About MNN // MNN News Shop // Follow MNN News // © 2011 MNN Inc.", "MNN News"),
        ("© Jonas Weber // Sport // Kultur", "© 2025, hafenbote.at | Hafenbote GmbH", "Hafenbote"),
    ],
)  # fmt: skip
def test_a_dump_is_of_the_outlet_its_furniture_names(above: str, below: str, name: str) -> None:
    """Services, credits and imprints name the outlet, in its own spelling."""
    assert outlet(above, below) == name


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Von Jonas Weber // Mehr von Jonas Weber", "Folgen Sie Jonas Weber"),
        ("Share this with // You may also like", "Follow on // Follow us on // About Us"),
        ("Google Podcasts // Apple Podcasts // iOS App", "Android App // Daily Newsletter"),
        ("Fellbacher Landzeitung // Hafen-Anzeiger // Rader Kurier", "Impressum"),
        ("Sport // Politik", "Digitale Zeitung // Terms of Use // Newsletter"),
    ],
)
def test_no_writer_button_or_sister_paper_is_an_outlet(above: str, below: str) -> None:
    """What every site has, who wrote, and lists of papers name no outlet."""
    assert outlet(above, below) == ""


def test_a_name_without_the_end_of_its_address_is_better() -> None:
    """*MNN* is taken before *mnn.de*; a paper's German article stays."""
    assert elected([Name("mnn.de", 6.0), Name("MNN", 3.0)])[0] == "MNN"
    assert (
        elected([Name("Hafenspiegel", 3.0), Name("Der Hafenspiegel", 1.0)])[0] == "Der Hafenspiegel"
    )
    assert (
        elected([Name("Rader Bote Nord", 3.0), Name("Rader Bote", 2.5)], ["raderbote"])[0]
        == "Rader Bote"
    )


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ("Start // 4 octobre 2019", "Par Vent Libre - 4 octobre 2019 // © Vent Libre 2019 - Tous droits réservés", "Vent Libre"),
        ("Inicio", "El Faro | Aviso de privacidad | Términos y Condiciones", "El Faro"),
        ("Inicio", "El Faro. © 2022 - Todos los derechos reservados", "El Faro"),
        ("Home", "Privacy  About Meridian  Imprint // Sport | Meridian Shop | Tides", "Meridian"),
        ("Meridiantoday // One // Two // Three // Four", "Sport", "Meridiantoday"),
        ("Accueil", "© Copyright 2022, Tous droits réservés | VentLibre", "VentLibre"),
        ("Inicio", "Copyright © 2000 C.A. EL FARO. Todos los derechos reservados.", "EL FARO"),
        ("Accueil", "© Atlasvent - Tous droits réservés // Qui sommes-nous ? | Contact", "Atlasvent"),
        ("Ukraine-Krieg // One // Two // Three // Four", "Sport", ""),
    ],
)  # fmt: skip
def test_rows_of_links_and_first_lines_name_an_outlet_too(
    above: str, below: str, name: str
) -> None:
    """Rights, legal links and cells of a row; a first line counts where nothing else does."""
    assert outlet(above, below) == name
