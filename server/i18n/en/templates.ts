/** What is said around the questionnaires of the library, whose own texts come with them. */
export const templates = {
  'templates.measures': 'Measures: {text}',
  'templates.useWhen': 'Use it: {text}',
  'templates.notWhen': 'Do not use it: {text}',
  'templates.weights': 'Weights: {text}',
  'templates.source': 'After: {author} ({year}), {title}. {published}',
  'templates.size': 'Items: {items}, questions: {questions}, pages: {pages}',
  'templates.own': 'Brings along: {modules}',
  'templates.modules': 'Modules for those who are dissatisfied, to add with --with:',
  'cli.questionnaireTemplates': 'List the templates: what each measures, when to use it, where it comes from',
} as const;
