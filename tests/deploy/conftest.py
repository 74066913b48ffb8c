import pytest

from tests.deploy.nginx import Nginx
from tests.deploy.upstream import Upstream


@pytest.fixture
def upstream():
    with Upstream() as upstream:
        yield upstream


@pytest.fixture
def nginx(upstream, tmp_path):
    with Nginx(tmp_path, upstream.port) as nginx:
        yield nginx
