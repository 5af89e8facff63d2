"""Translating fast: drafts by a machine, texts that were translated before, files for translators.

machine.py and deepl_glossary.py ask the services, drafting.py writes down what they answer,
memory.py what people have translated elsewhere. Either is a suggestion until somebody confirms it
(confirming.py); gate.py says what waits. writing.py is the one way in which many texts are stored
at once, limits.py knows how long they may be. po.py and matching.py make and read files,
po_views.py shows what came of it. editor.py tells wagtail-localize's editor what it does not know.
"""
