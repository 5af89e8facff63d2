"""The test-suite of modelsearch, whose backends Wagtail's search is made of, run on ours."""
