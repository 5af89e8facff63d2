"""The living style guide: every token, element, component and block as the portal shows it, in both
languages and both schemes. Served only where settings.STYLE_GUIDE is on."""
