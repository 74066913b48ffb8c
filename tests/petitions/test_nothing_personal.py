"""Logs, reports of errors, addresses of pages: nothing in them says who signed."""

import logging

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from petitions import actions, confirmation, receipts
from petitions.models import Signature
from publishing.error_reports import Formatter, without_persons
from tests.factories.petitions import SignatureFactory

pytestmark = pytest.mark.django_db

IP = "203.0.113.77"
PERSONAL = ("Amina", "Qwertzoglou", "amina.q@example.ca", "amina.q", "K1A 0B1", "K1A0B1", IP)


@pytest.fixture
def everything_logged(settings):
    """What all loggers say at LOG_LEVEL=DEBUG, as the site writes it down; but for those whose level it has fixed."""
    lines = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    keep = Keep(level=logging.DEBUG)
    keep.setFormatter(Formatter("%(name)s %(levelname)s %(message)s"))
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    before = [(logger, logger.level, logger.disabled) for logger in loggers]
    fixed = {name for name, words in settings.LOGGING["loggers"].items() if "level" in words}
    for logger in loggers:
        if logger.name not in fixed:
            logger.setLevel(logging.DEBUG)
        logger.disabled = False
        if not logger.propagate or logger is logging.root:
            logger.addHandler(keep)
    yield lines
    for logger, level, disabled in before:
        logger.setLevel(level)
        logger.disabled = disabled
        logger.removeHandler(keep)


@pytest.fixture
def signer():
    return Client(enforce_csrf_checks=True, REMOTE_ADDR=IP, raise_request_exception=False)


def test_signing_confirming_correcting_and_erasing_leave_nobody_in_the_logs(
    signer, petition, address, typed, everything_logged
):
    words = {"last_name": "Qwertzoglou", "email": "amina.q@example.ca"}
    addresses = []

    def ask(name, *args, post=None):
        path = address(name, petition, *args)
        addresses.append(path)
        answer = signer.get(path) if post is None else signer.post(path, post)
        addresses.append(answer.get("Location", ""))
        return answer

    ask("petition-sign", post=typed(**words | {"postal_code": "wrong"}))
    ask("petition-sign", post=typed(**words))
    ask("petition-sign", post=typed(**words))
    signature = Signature.objects.get()
    to_confirm, receipt = confirmation.make_token(signature), receipts.make_token(signature)
    ask("petition-confirm", to_confirm)
    ask("petition-confirm", to_confirm, post={})
    ask("petition-receipt", receipt)
    ask("petition-receipt-name", receipt, post={"first_name": "Bruno", "last_name": "Tremblay"})
    ask("petition-receipt-name", receipt, post={"first_name": "Aminah", "last_name": "Qwertzoglou"})
    ask("petition-receipt-download", receipt)
    ask("petition-receipt-withdraw", receipt, post={})
    ask("petition-receipt-erase", receipt, post={})
    assert ask("petition-receipt", receipt).status_code == 410
    ask("petition-receipt", receipt[:-1])
    actions.forget()

    log = "\n".join(everything_logged)
    assert "/receipt/(cut)/" in log, "what went wrong is written down, but for whose link it was"
    for word in (*PERSONAL, to_confirm, receipt, receipt[:-1]):
        assert word not in log, word
    for word in PERSONAL:
        assert word not in " ".join(addresses)


class TestAnErrorInTheMiddle:
    @pytest.fixture
    def broken(self, monkeypatch, settings):
        settings.ADMINS = [("Ada", "ada@example.org")]

        def fail(*, petition, first_name, last_name, email, postal_code, **_more):
            words = {"first_name": first_name, "last_name": last_name, "postal_code": postal_code}
            with transaction.atomic():
                Signature.objects.bulk_create(
                    SignatureFactory.build(
                        petition=petition, version=petition.version, email=email, name_key=last_name, **words
                    )
                    for _twice in range(2)
                )

        monkeypatch.setattr(actions, "sign", fail)

    def test_tells_the_admins_where_and_nobody_who(self, broken, signer, petition, address, typed, everything_logged):
        words = typed(last_name="Qwertzoglou", email="amina.q@example.ca")
        path = address("petition-sign", petition)
        assert signer.post(path + "?postal_code=K1A0B1", words, headers={"cookie": "a=Qwertzoglou"}).status_code == 500
        (report,) = mail.outbox
        assert report.to == ["ada@example.org"]
        assert "IntegrityError" in report.body
        assert path in report.body
        for text in (report.subject + report.body, "\n".join(everything_logged)):
            for word in PERSONAL:
                assert word not in text, word

    def test_the_database_does_quote_the_row(self, petition):
        """The other side: without the cut its words would carry the address, where it is PostgreSQL."""
        twice = SignatureFactory(petition=petition, email="amina.q@example.ca")
        twice.pk = None
        with pytest.raises(IntegrityError) as problem, transaction.atomic():
            twice.save(force_insert=True)
        assert "amina.q" not in without_persons(str(problem.value))
        assert "petitions_signature" in without_persons(str(problem.value))
