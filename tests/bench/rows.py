"""A few made-up events, to generate more from where the real ones are not at hand."""

from __future__ import annotations

from pathlib import Path

from bench.events import Row, iter_rows

REAL = Path(__file__).resolve().parents[3] / "shared" / "events" / "icews.tsv"

TEXT = """
Kazakhstan|Make statement|China|2013-09-07
Kazakhstan|Sign formal agreement|China|2013-09-07
China|Host a visit|Kazakhstan|2013-09-06
China|Consult|Kazakhstan|2014-12-14
China|Make statement|Russia|2014-05-21
Russia|Sign formal agreement|China|2014-05-21
Russia|Consult|Kazakhstan|2013-11-11
Kazakhstan|Make a visit|Russia|2013-11-11
Kazakhstan|Make a visit|Russia|2013-11-11
China|Praise or endorse|Kazakhstan|2012-03-03
China|Criticize or denounce|Japan|2012-09-11
Japan|Criticize or denounce|China|2012-09-12
Japan|Consult|China|2014-11-10
China|Threaten|Japan|2012-09-18
Kyrgyzstan|Consult|Kazakhstan|2010-04-15
Kyrgyzstan|Make an appeal or request|Russia|2010-06-12
Uzbekistan|Consult|Kazakhstan|2013-06-14
Uzbekistan|Make a visit|China|2014-08-19
Aigerim Sarsenova|Make statement|Kazakhstan|2012-01-16
Aigerim Sarsenova|Consult|China|2013-02-20
Bolat Iskakov|Make a visit|China|2012-06-05
Bolat Iskakov|Consult|Aigerim Sarsenova|2012-06-04
Bolat Iskakov|Criticize or denounce|Media (Kazakhstan)|2014-02-02
Li Wenhua|Consult|Bolat Iskakov|2012-06-06
Li Wenhua|Make statement|China|2014-10-01
Li Wenhua|Praise or endorse|Li Wenhua|2014-10-02
Pyotr Sokolov|Consult|Li Wenhua|2011-10-11
Pyotr Sokolov|Make statement|Russia|2014-03-18
Pyotr Sokolov|Demand|Kyrgyzstan|2010-06-13
Naoko Ishiguro|Make statement|Japan|2013-12-26
Naoko Ishiguro|Criticize or denounce|China|2013-12-27
Nurlan Orozbekov|Make statement|Kyrgyzstan|2011-10-30
Nurlan Orozbekov|Make a visit|Russia|2012-02-24
Police (Kazakhstan)|Arrest, detain, or charge with legal action|Citizen (Kazakhstan)|2011-12-16
Police (Kazakhstan)|Arrest, detain, or charge with legal action|Citizen (Kazakhstan)|2011-12-17
Police (Kazakhstan)|Use conventional military force|Protester (Kazakhstan)|2011-12-16
Protester (Kazakhstan)|Demand|Government (Kazakhstan)|2011-12-15
Government (Kazakhstan)|Reject|Protester (Kazakhstan)|2011-12-15
Police (China)|Arrest, detain, or charge with legal action|Citizen (China)|2013-07-01
Citizen (China)|Make an appeal or request|China|2013-07-05
Ministry (Russia)|Make statement|Kazakhstan|2014-05-29
Ministry (Russia)|Investigate|Citizen (Russia)|2012-05-06
Media (Kazakhstan)|Accuse|Police (Kazakhstan)|2011-12-18
Media (Russia)|Criticize or denounce|Japan|2014-08-12
Head of Government (Japan)|Make a visit|Uzbekistan|2014-10-24
Head of Government (Japan)|Consult|Kazakhstan|2014-10-27
Foreign Affairs (China)|Make statement|Japan|2012-09-10
Foreign Affairs (China)|Consult|Ministry (Russia)|2014-05-19
Shanghai Cooperation Organization|Consult|Kyrgyzstan|2013-09-13
Shanghai Cooperation Organization|Make statement|Uzbekistan|2014-09-12
Andrés Müller|Consult|Nurlan Orozbekov|2011-03-03
Andrés Müller|Make statement|Élodie Ünal|2012-04-04
"""


def build_made_up() -> list[Row]:
    """Return the made-up events; one of them repeats another, one is a self-loop."""
    return [Row(*line.split("|")) for line in TEXT.strip().splitlines()]


def load_real() -> list[Row] | None:
    """Return the real events, or None where they are not beside the project."""
    return list(iter_rows(REAL)) if REAL.is_file() else None
