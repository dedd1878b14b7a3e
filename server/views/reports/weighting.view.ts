import { type Focus, variableNamed } from './focus.ts';

export interface Weighting {
  /** The steps in the order they were taken. */
  readonly steps: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Diagnostic {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

/** How answers became weights, and what the weights cost. */
export function weighting(focus: Focus): Weighting {
  return { steps: steps(focus), diagnostics: diagnostics(focus) };
}

function steps(focus: Focus): string[] {
  const { t, f, wave } = focus;
  const { base, unknownEligibility = null, nonresponse, calibration, trimming = null } = wave.weighting;
  const taken = [t(`report.weighting.base.${base}`)];
  if (unknownEligibility !== null) {
    taken.push(
      t('report.weighting.unknownEligibility', {
        classes: f.list(unknownEligibility.classes.map((name) => variableNamed(focus, name))),
        used: f.integer(unknownEligibility.used),
      }),
    );
  }
  if (nonresponse === null) {
    taken.push(t('report.weighting.noNonresponse'));
  } else {
    const classes = {
      classes: f.list(nonresponse.classes.map((name) => variableNamed(focus, name))),
      used: f.integer(nonresponse.used),
      joined: f.integer(nonresponse.joined),
    };
    taken.push(
      t(
        nonresponse.joined > 0 ? 'report.weighting.nonresponseJoined' : 'report.weighting.nonresponse',
        classes,
      ),
    );
  }
  if (calibration === null) {
    taken.push(t('report.weighting.noCalibration'));
  } else {
    taken.push(
      t(`report.weighting.${calibration.method}`, {
        margins: f.list(calibration.margins.map((name) => variableNamed(focus, name))),
        iterations: f.integer(calibration.iterations),
      }),
    );
  }
  if (trimming !== null) {
    taken.push(
      t('report.weighting.trimming', {
        largest: f.number(trimming.largest, 1),
        trimmed: f.integer(trimming.trimmed),
      }),
    );
  }
  return taken;
}

function diagnostics({ t, f, wave }: Focus): Diagnostic[] {
  if (wave.design === null) return [];
  const { weights, degreesOfFreedom } = wave.design;
  const line = (name: 'range' | 'kish' | 'effective' | 'largest' | 'degrees', value: string): Diagnostic => ({
    name: t(`report.diagnostic.${name}`),
    value,
    meaning: t(`report.diagnostic.${name}.meaning`),
  });
  return [
    line('range', f.range(weights.min, weights.max, 2)),
    line('kish', f.number(weights.kishDesignEffect, 2)),
    line('effective', f.number(weights.effectiveSize, 1)),
    line('largest', f.number(weights.largestFactor, 2)),
    line('degrees', f.integer(degreesOfFreedom)),
  ];
}
