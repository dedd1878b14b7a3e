import { formulaChanges } from '#reports/formulas-version.ts';
import type { Focus } from './focus.ts';

/** What a report was made from and by, so that anybody can tell whether two are the same. */
export interface Provenance {
  readonly versions: readonly string[];
  readonly questionnaires: {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly {
      readonly wave: string;
      readonly version: string;
      readonly digest: Digest | null;
    }[];
  } | null;
  /** Of the wave in focus and of the whole report. */
  readonly digests: readonly { readonly name: string; readonly digest: Digest }[];
  readonly explanation: string | null;
  readonly formulas: readonly string[];
  readonly zone: string;
}

/** A SHA-256: enough of it to compare by eye, and all of it. */
export interface Digest {
  readonly short: string;
  readonly whole: string;
}

export function provenance(focus: Focus): Provenance {
  const { t, f, report, wave, waveName } = focus;
  const asked = report.waves.filter(({ digests }) => digests !== undefined);
  const digests = [
    ...(wave.digests === undefined
      ? []
      : [{ name: t('report.digest.wave', { wave: waveName(wave) }), digest: digestOf(wave.digests.data) }]),
    ...(report.digest === undefined
      ? []
      : [{ name: t('report.digest.report'), digest: digestOf(report.digest) }]),
  ];
  return {
    versions: [
      t('report.method.questionnaire', { version: f.integer(wave.version) }),
      t('report.method.format', { format: f.integer(report.format) }),
      t('report.formulas.version', { version: f.integer(report.formulas) }),
    ],
    questionnaires:
      asked.length === 0
        ? null
        : {
            caption: t('report.digest.questionnaires'),
            columns: [t('report.wave'), t('report.digest.version'), t('report.digest.questionnaire')],
            rows: asked.map((one) => ({
              wave: waveName(one),
              version: f.integer(one.version),
              digest: one.digests === undefined ? null : digestOf(one.digests.questionnaire),
            })),
          },
    digests,
    explanation: digests.length === 0 ? null : t('report.digest.explanation'),
    formulas: formulaChanges
      .filter((version) => version <= report.formulas)
      .map((version) => t(`report.formulas.${version}`)),
    zone: t('report.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  };
}

function digestOf(whole: string): Digest {
  return { short: whole.slice(0, 12), whole };
}
