import pytest

from perpignan.embedded.proxy import behind_proxy


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ({}, "127.0.0.1"),
        ({"HTTP_X_FORWARDED_FOR": ""}, "127.0.0.1"),
        ({"HTTP_X_FORWARDED_FOR": "203.0.113.7"}, "203.0.113.7"),
        ({"HTTP_X_FORWARDED_FOR": "10.0.0.1, 203.0.113.7"}, "203.0.113.7"),
    ],
)
def test_the_address_the_nearest_proxy_wrote_is_believed(forwarded, address):
    seen = behind_proxy(lambda environ, start_response: [environ["REMOTE_ADDR"].encode()])

    answer = seen({"REMOTE_ADDR": "127.0.0.1", **forwarded}, lambda *_: None)

    assert answer == [address.encode()]
