"""What the app server runs: the portal, with the trivial view beside it in the same process."""

from portal.wsgi import application as portal

# After the portal's, which sets Django up.
from bench.trivial import ADDRESS, make_application  # isort: skip

trivial = make_application()


def application(environ, start_response):
    chosen = trivial if environ["PATH_INFO"] == ADDRESS else portal
    return chosen(environ, start_response)
