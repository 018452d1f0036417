"""The world: the acts of a month in their order, and the model that Mesa steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from mentas import beginning, columns, parameters
from mentas.behaviour import (
    ageing,
    enterprise,
    group,
    investing,
    mindset,
    nature,
    receiving,
    spending,
    standing,
    work,
)
from mentas.kernels import run_rows
from mentas.ledger import CAPITAL, CASH, GROUP_CAPITAL, GROUP_CASH, GROUP_FUND, Ledger
from mentas.luck import check_address
from mentas.markets import goods
from mentas.measures import pulse
from mentas.population.welfare import national_cuts
from mentas.programmes import delivery
from mentas.registry import register
from mentas.rows import total
from mentas.state import SECTORS, Households, KubeGroups, Markets
from mentas.views import Government, Household, KubeGroup, Market, Registry, Rows

if TYPE_CHECKING:
    from mentas.programmes.programme import Programme
    from mentas.scenario.scenario import Scenario

MONTH: tuple[Callable[[World], None], ...] = (  # the order of these acts is the model
    nature.strike,  # illness, loss of stock, flood, the region's economy
    work.earn,  # wages, jobs lost and found
    enterprise.produce,  # household businesses make goods
    group.produce,  # KUBE groups make goods with members' effort
    goods.clear,  # local demand meets local supply; prices move
    enterprise.settle,  # profit, wear, closing down
    group.settle,  # shares paid out, money kept, quarrels, dissolution
    delivery.deliver,  # every active programme, in listed order
    spending.spend,  # consumption, buffers, distress sales
    investing.invest,  # opening and growing a business
    mindset.learn,  # from own results, mentors and neighbours
    standing.judge,  # who stands above the line, who falls back
)

PARAMETER_FILES: dict[str, ModuleType] = {
    "nature": nature,
    "work": work,
    "enterprise": enterprise,
    "group": group,
    "receiving": receiving,
    "spending": spending,
    "investing": investing,
    "mindset": mindset,
    "ageing": ageing,
    "markets": goods,
    "registry": register,
}
"""The module whose `Parameters` each parameter file fills."""

FIRST_SEED = 1
DECEMBER = 12


class World(mesa.Model):
    """A region's households, KUBE groups, markets, government and registry, month by month.

    Args:
        scenario: what the government does, where, and for how long.
        seed: seed of all luck, 0 to 2**63 - 1; 1 if none is given, so that a world is never nobody's luck. Mesa's
            `batch_run` therefore needs its seeds named (`rng=[1, 2, 3]`): `iterations` alone repeats one world.
        replicate: number of the world among those of the same seed; each has its own luck.
        rng: another name for `seed`, as Mesa's `batch_run` passes it.
        strict: check the books after every act instead of once a year, and state accounts by month.
        threads: threads that share the rows; results do not depend on it.
        start: a finished burn-in of the same population, from `beginning.burn_in`.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        seed: int | None = None,
        replicate: int = 0,
        rng: int | None = None,
        strict: bool = False,
        threads: int = 1,
        start: beginning.Beginning | None = None,
    ) -> None:
        self.policy = scenario
        given = seed if rng is None else rng
        self.seed = FIRST_SEED if given is None else int(given)
        self.replicate = int(replicate)
        check_address(seed=self.seed, replicate=self.replicate)
        super().__init__(rng=self.seed)
        self.threads = threads
        self.region = scenario.region
        self.sectors = len(SECTORS)
        self.parameters = parameters_of(scenario.parameters)
        # Those of the survey first: a finished burn-in then means the same in every policy that shares it.
        names = [p.name for p in (*scenario.survey_programmes, *scenario.programmes)]
        self._bits = {name: np.uint16(1 << place) for place, name in enumerate(dict.fromkeys(names))}
        shape, own = scenario.population.distribution, scenario.population.microdata
        self.national_cuts = national_cuts(self.region, shape) if own is None else own.national_cuts(shape)
        self.poverty_line = np.asarray(self.region.poverty_line, dtype=float)
        self.fixed_cost = self._fixed_cost()

        self.households: Households
        self.groups: KubeGroups
        self.markets: Markets
        self.members: np.ndarray
        self.provincial_cuts_start: np.ndarray
        self.burning = False
        self.running_programmes: tuple[Programme, ...] = ()
        self.listed: dict[str, np.ndarray] = {}
        """Rows that a programme serves whoever is eligible: families that a planner's own data name, in the burn-in;
        those whom a trial's lot has chosen."""
        self.economy = np.ones(len(self.region.regencies))
        self.local_demand = np.ones(len(self.region.regencies))
        self.people_start = np.ones(len(self.region.regencies))
        self.population_index = np.ones(len(self.region.regencies))
        self._tenure: dict[str, np.ndarray] = {}
        self.month = 0
        self.government = Government(self)
        self.registry = Registry(self)
        beginning.begin(self, start)
        last_id = int(self.households.id.max(initial=0))
        check_address(seed=self.seed, replicate=self.replicate, month=scenario.months, id_=last_id)
        self.ledger = Ledger(self._stocks, strict=strict)
        self.datacollector = mesa.DataCollector(
            model_reporters={name: _latest(name) for name in pulse.COLUMNS},
        )

    @property
    def scenario(self) -> Any:
        """The scenario, read-only."""
        return self.policy

    @scenario.setter
    def scenario(self, _: Any) -> None:
        """Ignored: Mesa 3.5 sets a scenario of its own kind."""

    @property
    def agents_by_type(self) -> dict[type[mesa.Agent], Any]:
        """Households, groups and markets as rows of their tables, and the two plain agents."""
        tables: dict[type[mesa.Agent], Any] = {kind: Rows(self, kind) for kind in (Household, KubeGroup, Market)}
        return tables | dict(self._agents_by_type)

    @property
    def year(self) -> int:
        """Years that have passed since the start."""
        return self.month // 12

    @property
    def calendar_month(self) -> int:
        """Month of the calendar, 1 to 12, that `month` falls in."""
        return (self.policy.start[1] - 1 + self.month) % 12 + 1

    @property
    def luck(self) -> tuple[int, int, int]:
        """Where this month's luck is drawn: seed, replicate, month."""
        return self.seed, self.replicate, self.month

    @property
    def price_level(self) -> float:
        """Prices against the start month: nominal rupiah per real rupiah."""
        return float((1.0 + self.policy.inflation) ** (max(self.month, 0) / 12.0))

    @property
    def growth_index(self) -> float:
        """Earnings in the region against the start, from the growth that the scenario names."""
        return float((1.0 + self.policy.growth) ** (max(self.month, 0) / 12.0))

    def step(self) -> None:
        """Live one month and take the world's pulse."""
        self.live()
        self.pulse = pulse.take(self)
        self.datacollector.collect(self)
        self.running = self.month < self.policy.months

    def live(self) -> None:
        """Live one month: the acts, and in December ageing and the registry."""
        for act in MONTH:
            act(self)
            self.ledger.check(f"{act.__module__.rpartition('.')[2]}.{act.__name__}")
        if self.calendar_month == DECEMBER:
            ageing.grow(self)
            self.registry.refresh()
        self.month += 1
        if self.month % 12 == 0:
            self.rank()
        if self.month % 12 == 0 or self.ledger.strict:
            self.ledger.close(self.month)
            self.government.books.check()

    def rank(self) -> None:
        """True deciles today, against the national cuts and within the region."""
        self.provincial_cuts = beginning.provincial_cuts(self)
        households = register.Ranked.of(self.households)
        self.sweep(register.rank_rows, households, self.national_cuts, self.provincial_cuts)

    def sweep(self, kernel: Callable[..., np.ndarray], *args: Any) -> np.ndarray:
        """Run a kernel over all rows and add up what its parts return; the same at any number of threads."""
        rows = self.households.id.size
        parts = run_rows(lambda lo, hi: kernel(lo, hi, *args), rows=rows, threads=self.threads)
        return parts[0] if len(parts) == 1 else np.sum(parts, axis=0)

    def bit(self, programme: str) -> np.uint16:
        """The programme's bit in `enrolled` and `ever`."""
        return self._bits[programme]

    def tenure(self, programme: str) -> np.ndarray:
        """Months for which each row has been paid by the programme; int16, shape (rows,)."""
        return self._tenure.setdefault(programme, np.zeros(self.households.id.size, dtype=np.int16))

    @property
    def group_count(self) -> int:
        """Groups ever formed."""
        return self._group_count

    def form_groups(self, members: np.ndarray) -> np.ndarray:
        """Add a group for each row of `members`, shape (groups, members); returns the new rows of the table."""
        count, each = members.shape
        born = np.arange(self._group_count, self._group_count + count)
        room = self.groups.id.size
        if born.size and born[-1] >= room:
            grown = columns.empty(KubeGroups, max(2 * room, self._group_count + count))
            for new, old in zip(grown, self.groups, strict=True):
                new[:room] = old
            self.groups = grown
        self.groups.first[born] = self.members.size + each * np.arange(count)
        self.groups.members[born] = each
        self.members = np.concatenate([self.members, members.ravel().astype(np.int32)])
        self.households.group[members] = born[:, None]
        self._group_count += count
        return born

    def restart_groups(self) -> None:
        """No groups at all."""
        self.groups = columns.empty(KubeGroups, 16)
        self.members = np.zeros(0, dtype=np.int32)
        self._group_count = 0

    def _stocks(self) -> dict[str, float]:
        return {
            CASH: total(self.households.cash),
            CAPITAL: total(self.households.capital),
            GROUP_CASH: total(self.groups.cash),
            GROUP_CAPITAL: total(self.groups.capital),
            GROUP_FUND: total(self.groups.fund),
        }

    def _fixed_cost(self) -> float:
        return enterprise.fixed_cost_where(self.parameters.enterprise, self.region.poor_size)


def parameters_of(changes: Mapping[str, float]) -> SimpleNamespace:
    """Every parameter by file, some of them changed; those of the population stay by name."""
    values = parameters.values(changes)
    return SimpleNamespace(
        **{name: module.Parameters(**values[name]) for name, module in PARAMETER_FILES.items()},
        population=values["population"],
    )


def _latest(name: str) -> Callable[[World], float]:
    return lambda world: world.pulse[name]
