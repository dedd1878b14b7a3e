/** How far a calibrated weight may go from the one before: the least and the largest factor g. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * What calibration keeps as small as it can, by its consequences: the factor g = F(η), its slope F′, and ∫F.
 * F(0) = F′(0) = 1. Deville & Särndal, "Calibration estimators in survey sampling", JASA 87 (1992); the same
 * functions as R's `cal.raking`, `cal.linear`, `cal.logit`.
 */
export interface Distance {
  readonly factor: (eta: number) => number;
  readonly slope: (eta: number) => number;
  readonly integral: (eta: number) => number;
}

export type CalibrationMethod = 'raking' | 'linear' | 'logit';

/**
 * The distance of a method. Raking and linear factors are cut off at the bounds; logit's come close to them.
 *
 * @throws RangeError when bounds do not have 1 between them, or logit has none
 */
export function distanceOf(method: CalibrationMethod, bounds: Bounds | null): Distance {
  if (bounds && !(bounds.lower < 1 && bounds.upper > 1)) {
    throw new RangeError(`Expected 1 between the bounds: ${bounds.lower}, ${bounds.upper}.`);
  }
  if (method === 'logit') {
    if (!bounds) throw new RangeError('Logit calibration needs bounds.');
    return logit(bounds);
  }
  const distance = method === 'raking' ? raking : linear;
  if (!bounds) return distance;
  const inverse =
    method === 'raking' ? (g: number) => (g > 0 ? Math.log(g) : -Infinity) : (g: number) => g - 1;
  return truncated(distance, bounds, inverse);
}

/** g = e^η, always positive: the limit of iterative proportional fitting. */
const raking: Distance = { factor: Math.exp, slope: Math.exp, integral: Math.exp };

/** g = 1 + η: generalized regression, exact in one step. Factors may turn negative. */
const linear: Distance = {
  factor: (eta) => 1 + eta,
  slope: () => 1,
  integral: (eta) => eta + (eta * eta) / 2,
};

function truncated(
  { factor, slope, integral }: Distance,
  { lower, upper }: Bounds,
  inverse: (g: number) => number,
): Distance {
  const [least, most] = [inverse(lower), inverse(upper)];
  return {
    factor: (eta) => (eta <= least ? lower : eta >= most ? upper : factor(eta)),
    slope: (eta) => (eta <= least || eta >= most ? 0 : slope(eta)),
    integral: (eta) => {
      if (eta < least) return integral(least) + lower * (eta - least);
      return eta > most ? integral(most) + upper * (eta - most) : integral(eta);
    },
  };
}

/** e to this still is a number, and whatever is added to it lost. */
const LARGE_EXPONENT = 500;

/** g = (L(U−1) + U(1−L)e^{Aη}) / ((U−1) + (1−L)e^{Aη}), A = (U−L)/((1−L)(U−1)). */
function logit({ lower, upper }: Bounds): Distance {
  const [below, above] = [1 - lower, upper - 1];
  const steepness = (upper - lower) / (below * above);
  const factor = (eta: number) => {
    // whichever exponential does not overflow
    const small = Math.exp(-Math.abs(steepness * eta));
    const [down, up] = eta > 0 ? [above * small, below] : [above, below * small];
    return (lower * down + upper * up) / (down + up);
  };
  return {
    factor,
    slope: (eta) => {
      const g = factor(eta);
      return ((g - lower) * (upper - g)) / (below * above);
    },
    // ∫₀ F; the logarithm of what is near 1 where the upper bound is far away
    integral: (eta) => {
      const exponent = steepness * eta;
      const beyond =
        exponent < LARGE_EXPONENT
          ? Math.log1p((below / (upper - lower)) * Math.expm1(exponent))
          : Math.log(below / (upper - lower)) + exponent;
      return lower * eta + below * above * beyond;
    },
  };
}
