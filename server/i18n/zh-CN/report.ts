import type { report as source } from '../en/report.ts';

export const report: Record<keyof typeof source, string> = {};
