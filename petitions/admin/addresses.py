"""How addresses of a mail provider are compared, as staff set it."""

from datetime import timedelta

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petitions import tasks
from petitions.identity import RULES_KEPT, forget_address_rules
from petitions.models import AddressRule


@admin.register(AddressRule)
class AddressRuleAdmin(admin.ModelAdmin):
    list_display = ["domain", "ignores_dots", "ignores_tags", "same_as"]
    search_fields = ["domain"]

    def save_model(self, request, rule, form, change):
        rule.domain, rule.same_as = rule.domain.strip().lower(), rule.same_as.strip().lower()
        super().save_model(request, rule, form, change)
        self._compare_anew(request, {rule.domain, form.initial.get("domain", rule.domain)})

    def delete_model(self, request, rule):
        super().delete_model(request, rule)
        self._compare_anew(request, {rule.domain})

    def delete_queryset(self, request, queryset):
        domains = set(queryset.values_list("domain", flat=True))
        super().delete_queryset(request, queryset)
        self._compare_anew(request, domains)

    def _compare_anew(self, request, domains):
        forget_address_rules()
        # Once more when every process goes by the new rules: until then, some still store addresses by the old ones.
        all_know = timezone.now() + timedelta(seconds=2 * RULES_KEPT)
        for domain in domains:
            tasks.compare_addresses_anew.enqueue(domain)
            tasks.compare_addresses_anew.using(run_after=all_know).enqueue(domain)
        words = _(
            "The addresses that have signed so far are compared anew in the background. "
            "Where two turn out to be one mailbox, the later one waits for review."
        )
        self.message_user(request, words, messages.INFO)
