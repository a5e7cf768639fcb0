/** RFC 2822, as in every date of the 2010-04-01 API. */
export const toRfc2822 = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');
