import type { respond as source } from '../en/respond.ts';

export const respond: Record<keyof typeof source, string> = {};
