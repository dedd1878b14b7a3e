import type { Estimated } from './estimates.ts';
import type { EstimateWarning } from './result.ts';
import type { Sample } from './sample.ts';
import type { EstimateSpec } from './spec.ts';

/** The bias of a ratio is at most this share of its standard error (Hartley & Ross 1954). */
const MOST_VARIATION = 0.1;

/** What a reader has to know of how samples were weighted and replicated. */
export function samplesWarnings(
  spec: EstimateSpec,
  measured: readonly { readonly sample: Sample; readonly discarded: number }[],
): EstimateWarning[] {
  const { replicates, design } = spec;
  const { clusters = [], fpc = [] } = design;
  const stages = Math.max(1, Math.min(clusters.length, fpc.length));
  const ignoresFpc = replicates && ['BRR', 'Fay', 'bootstrap'].includes(replicates.type) && fpc.length > 0;
  return [
    ...(clusters.length > stages && !replicates
      ? [{ code: 'stages-ignored' as const, params: { stages, clusters: clusters.length } }]
      : []),
    ...(ignoresFpc ? [{ code: 'fpc-ignored' as const, params: { type: replicates.type } }] : []),
    ...measured.flatMap(({ sample, discarded }) => [
      ...sample.warnings.map(({ code, ...params }): EstimateWarning => ({ code, params: flat(params) })),
      ...(discarded > 0
        ? [{ code: 'replicates-discarded' as const, params: { replicates: discarded } }]
        : []),
    ]),
  ];
}

function flat(params: object): EstimateWarning['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** Why an estimate or a part of it is missing, and what makes it less sure than it looks. */
export function warningsOf(estimated: Estimated): EstimateWarning[] {
  const { estimate, lost, denominatorVariation } = estimated;
  const params = { estimate: nameOf(estimated) };
  const warnings: EstimateWarning[] = [];
  if (estimate.reason !== null) warnings.push({ code: `undefined.${estimate.reason}`, params });
  if (lost > 0 && estimate.standardError !== null) {
    warnings.push({ code: 'replicates-without-figure', params: { ...params, replicates: lost } });
  }
  if (denominatorVariation !== null && denominatorVariation > MOST_VARIATION) {
    const percent = Math.round(1000 * denominatorVariation) / 10;
    warnings.push({ code: 'denominator-uncertain', params: { ...params, percent } });
  }
  return warnings;
}

function nameOf({ name, target, segment }: Estimated): string {
  const parts = [name, target, ...Object.values(segment.values ?? {}), segment.period];
  return parts.filter((part) => part !== null).join(' / ');
}
