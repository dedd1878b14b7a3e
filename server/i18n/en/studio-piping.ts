/** What the studio says of texts that take something over, and of parts that others refer to. */
export const studioPiping = {
  'design.pipe.begin': 'Insert an answer or a fact …',
  'design.pipe.what': 'Earlier answer, or what is known of the customer',
  'design.pipe.fallback': 'Where there is none, say',
  'design.pipe.insert': 'Insert',
  'design.pipe.reads': 'Reads:',
  'design.pipe.part': '{name} ({part})',
  'design.pipe.or': '{what}, else “{fallback}”',
  'design.pipe.broken': 'There is no such answer here.',
  'design.namedPart': '{kind} “{name}”',
  'design.referred': '{name} is still referred to',
  'design.referred.what':
    'If it is removed all the same, comparisons with it leave their conditions, ends and quotas without a condition go, and texts say what they say where there is no answer.',
  'design.inUse': '{name} is still in use',
  'design.replace': 'Replace by a file',
} as const;
