export const respond = {} as const;
