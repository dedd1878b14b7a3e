import { sqliteColumns } from './columns.ts';
import { defineTables } from './tables.ts';

/** What drizzle-kit reads to generate the migrations. */
export const {
  surveys,
  versions,
  frames,
  frameStrata,
  frameCustomers,
  waves,
  waveStrata,
  draws,
  sampleMembers,
  links,
  responseCounters,
  responses,
  quotaPlaces,
  optOuts,
  images,
  draftEdits,
  savedTemplates,
  seriesDecisions,
  exclusions,
  settings,
  waveColumns,
  columnChunks,
} = defineTables(sqliteColumns);
