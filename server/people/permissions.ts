import type { Role } from './person.ts';

/** What can be done with one survey. */
export const surveyRights = [
  'look',
  'design',
  'publish',
  'sample',
  'record',
  'watch',
  'judge',
  'improve',
  'export',
  'report',
  'share',
] as const;
export type SurveyRight = (typeof surveyRights)[number];

/** What can be done that is about no single survey. */
export const generalRights = [
  'beginSurvey',
  'saveTemplate',
  'managePeople',
  'readAudit',
  'changeSettings',
  'enterIndices',
] as const;
export type GeneralRight = (typeof generalRights)[number];

const forSurveys: Record<Role, readonly SurveyRight[]> = {
  administrator: surveyRights,
  designer: [
    'look',
    'design',
    'publish',
    'sample',
    'record',
    'watch',
    'improve',
    'export',
    'report',
    'share',
  ],
  analyst: ['look', 'sample', 'record', 'watch', 'judge', 'improve', 'export', 'report'],
  reader: ['report'],
};

const inGeneral: Record<Role, readonly GeneralRight[]> = {
  administrator: generalRights,
  designer: ['beginSurvey', 'saveTemplate', 'enterIndices'],
  analyst: ['enterIndices'],
  reader: [],
};

/** Whether somebody of this role may do it with a survey; anybody but an administrator only where it is shared with them. */
export function mayWithSurvey(role: Role, right: SurveyRight, isShared: boolean): boolean {
  return (isShared || role === 'administrator') && forSurveys[role].includes(right);
}

/** Whether somebody of this role may do it at all. */
export function may(role: Role, right: GeneralRight): boolean {
  return inGeneral[role].includes(right);
}
