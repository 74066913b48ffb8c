"""Against programs that fill in whatever form they find."""

from django import forms


class TrapField(forms.CharField):
    """A field that people do not see and programs fill in. Whatever stands in it is no error: nobody is told."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    is_trap = True

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        return bool(value)
