/** Statements that a database plans: their names are looked up before they run. */
const PLANNED = /^(?:select|with|insert|update|delete|merge|values|table)\b/i;

/** Statements after which a name may mean something else. */
const CHANGES =
  /^(?:create|alter|drop|truncate|rename|set|reset|do|call|import|attach|detach|use|load|install|discard|execute|select\b[\s\S]*\binto)\b/i;

/** Whether a statement is a query or a change of rows. */
export function isPlanned(sql: string): boolean {
  return PLANNED.test(withoutComments(sql));
}

/** Whether a statement may change which tables, columns or functions there are. */
export function changesTables(sql: string): boolean {
  return CHANGES.test(withoutComments(sql));
}

/** Comments and brackets before the first word. */
function withoutComments(sql: string): string {
  return sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/, '');
}
