import { changeListView, deleteListView, keepListLook, saveListView } from "./list-actions.ts";

/** What is done with the look of any list. */
export const LIST_TOOLS = { keep: keepListLook, save: saveListView, change: changeListView, remove: deleteListView };
