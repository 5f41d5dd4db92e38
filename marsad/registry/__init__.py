"""Things with ids: places, actors, outlets, nations (`lookup` reads them, `check` keeps them canonical)."""
