"""What counts as an exact sum of money."""

from decimal import Decimal, InvalidOperation

PENNY = Decimal("0.01")
TOO_MUCH = 10**12


def is_money(amount: Decimal) -> bool:
    """Whether it is an exact sum of pounds and whole pence below a million million."""
    try:
        return amount.is_finite() and abs(amount) < TOO_MUCH and amount == amount.quantize(PENNY)
    except InvalidOperation:
        return False
