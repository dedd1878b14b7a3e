/** What the studio says where answers are taken along. */
export const studioAnswers = {
  'answers.title': 'Answers',
  'answers.what':
    'Everything below is in the files, with one row for each customer sampled and each answer given: a column says what became of it.',
  'answers.caption': 'Answers by wave, the latest first',
  'answers.all': 'All waves',
  'answers.none': 'There are no answers before there is a wave.',
  'answers.download': 'Download',
  'answers.file': 'File',
  'answers.file.answers': 'Answers (CSV)',
  'answers.file.answers.hint': 'With strata, weights of the design, outcomes and what was left out, and why.',
  'answers.file.codebook': 'Code book (CSV)',
  'answers.file.codebook.hint': 'What each column holds, with the wording in all languages.',
  'answers.file.mapping': 'Mapping (JSON)',
  'answers.file.mapping.hint': 'With it, the answers can be read in again.',
  'answers.contacts': 'With what customers left to be contacted by',
  'answers.contacts.hint':
    'Names, telephone numbers and e-mail addresses. Only where they are needed: the log says who took them.',
  'answers.raw': 'For programs, not for a spreadsheet',
  'answers.raw.hint': "Text that a spreadsheet would run as a formula otherwise gets a ' before it.",
  'answers.go': 'Download',
} as const;
