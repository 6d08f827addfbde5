/** The image of a container where a shell task names none; the same as Kestra's. */
export const shell = { image: 'ubuntu' };
