"""Own numbers: well formed, of the right kind, and none that will be handed out twice."""

from collections.abc import Iterator

from sqlalchemy import literal, or_, select, union_all
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, is_own, own, serial_of
from fritidsbank.counter.models import Visit
from fritidsbank.doctor.finding import MOST, Facts, check
from fritidsbank.people.models import Card
from fritidsbank.refusals import N_
from fritidsbank.stock.models import ArticleCode, Place, Serial
from fritidsbank.stock.queries import normal_code
from fritidsbank.stock.rules import CodeKind
