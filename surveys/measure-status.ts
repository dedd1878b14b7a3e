/** How far an improvement measure has come. */
export const measureStatuses = ['planned', 'running', 'done', 'dropped'] as const;
export type MeasureStatus = (typeof measureStatuses)[number];
