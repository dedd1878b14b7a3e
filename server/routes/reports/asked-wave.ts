import type { Report, WaveReport } from '#reports/report.ts';
import { AppError } from '../../errors.ts';
import { focusedWave } from '../../views/reports/focus.ts';

/** The wave asked for; `null` before there is any. @throws AppError `notFound` when the report has no such wave */
export function wantedWave(report: Report, key: string | undefined): WaveReport | null {
  const wave = focusedWave(report, key);
  if (key !== undefined && wave === null) throw new AppError('notFound');
  return wave;
}

/** @throws AppError `notFound` before there is any wave */
export function existing(wave: WaveReport | null): WaveReport {
  if (wave === null) throw new AppError('notFound');
  return wave;
}

/** An address with what was chosen. @param only the values by which a part of the customers was chosen */
export function withQuery(path: string, query: Record<string, string>, only: readonly string[] = []): string {
  const all = new URLSearchParams(query);
  for (const value of only) all.append('only', value);
  const text = all.toString();
  return text === '' ? path : `${path}?${text}`;
}
