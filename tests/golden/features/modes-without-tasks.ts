/** Modes of the action that run no task of a flow, so that their jobs may write. A new mode of that kind is added here by whoever knows that it is. */
export const modesWithoutTasks: readonly string[] = ['keys', 'finish', 'hand-on', 'watch'];
