/** What life-time values are reckoned with: the company's decisions, the same for all customers. */
export interface LifetimeAssumptions {
  /** T: years looked ahead. */
  readonly years: number;
  /** r: share of customers who stay from one year to the next. */
  readonly retention: number;
  /** d: interest by which a later year counts less, 0.1 for 10 %. */
  readonly discount: number;
  /** g: share of the spend that is left after the cost of serving it. */
  readonly margin: number;
  /** m: yearly cost of keeping a customer; 0 when absent. */
  readonly keeping?: number | undefined;
}

/** What is known of one customer. */
export interface CustomerSpend {
  /** Spend of past years, in any order. */
  readonly past: readonly number[];
  /** Planned or contracted spend of the coming years, the next one first; years beyond it are taken to be as the past. */
  readonly planned?: readonly number[];
}

/**
 * Life-time value: the net present value of what a customer is expected to leave,
 *
 *     LTV = Σ_{t=1}^{T} r^t (g·s_t − m)/(1 + d)^t
 *
 * with s_t the planned spend of year t, or where nothing is planned the mean of the past years. Each year's
 * contribution falls due at its end. The form is that of Gupta & Lehmann, "Customers as assets", Journal of
 * Interactive Marketing 17 (2003), over a horizon; without end and with a constant contribution c it comes to
 * c·r/(1 + d − r).
 *
 * @returns `null` when a year is needed of which neither plan nor past says anything
 * @throws RangeError when years are not whole, the retention or margin is no share, the discount is not above −1,
 *   or a spend is not finite
 */
export function lifetimeValue(
  { past, planned = [] }: CustomerSpend,
  assumptions: LifetimeAssumptions,
): number | null {
  const { years, retention, discount, margin, keeping = 0 } = assumptions;
  checkAssumptions(assumptions);
  const wrong = [...past, ...planned].find((spend) => !Number.isFinite(spend));
  if (wrong !== undefined) throw new RangeError(`Unexpected spend: ${wrong}`);
  if (past.length === 0 && planned.length < years) return null;
  const usual = past.reduce((sum, spend) => sum + spend, 0) / past.length;
  let value = 0;
  for (let year = 1; year <= years; year++) {
    const spend = planned[year - 1] ?? usual;
    value += (margin * spend - keeping) * (retention / (1 + discount)) ** year;
  }
  return value;
}

function checkAssumptions({ years, retention, discount, margin, keeping = 0 }: LifetimeAssumptions): void {
  if (!Number.isInteger(years) || years < 1) throw new RangeError(`Unexpected years: ${years}`);
  if (!(retention >= 0 && retention <= 1)) throw new RangeError(`Unexpected retention: ${retention}`);
  if (!(margin >= 0 && margin <= 1)) throw new RangeError(`Unexpected margin: ${margin}`);
  if (!(discount > -1 && Number.isFinite(discount))) throw new RangeError(`Unexpected discount: ${discount}`);
  if (!Number.isFinite(keeping)) throw new RangeError(`Unexpected cost of keeping: ${keeping}`);
}
