"""One article → what it says: sentences, moments, figures, speakers, events. The stage is `marsad.extract.article`."""
