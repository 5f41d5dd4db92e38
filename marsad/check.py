"""`marsad check`: are the packs and registries canonical and sound?"""

from __future__ import annotations


def check(fix: bool = False) -> list[str]:
    """All faults of all packs and registries, one line each; empty when all is well. `fix` rewrites what it can."""
    from marsad.languages.check import check_pack
    from marsad.languages.pack import HERE
    from marsad.registry.check import check_registries

    languages = sorted(p.parent.name for p in HERE.glob("*/paradigms.tsv"))
    return [fault for language in languages for fault in check_pack(language, fix)] + check_registries(fix)
