/**
 * The words of the contract in docs/operations.md, as types.
 *
 * @typedef {"out" | "back" | "look" | "stop"} Tone
 *
 * @typedef {object} Article
 * @property {number} id
 * @property {string | null} code
 * @property {string} name
 * @property {string | null} size
 * @property {string | null} [brand]
 * @property {string} category
 * @property {string} [unit]
 * @property {string} place
 * @property {string | null} [place_name]
 * @property {string | null} [note]
 * @property {string[]} [parts]  loose ones
 * @property {boolean} [guardian_under_18]
 * @property {boolean} [check_at_return]
 * @property {unknown} [blocked]
 *
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} kind
 * @property {string} outcome
 * @property {string} [because]
 * @property {("from_season_store" | "from_other_branch" | "green_buckle")[]} [notices]
 * @property {Tone} tone
 * @property {string} message
 * @property {boolean} [refused]
 * @property {string} [field]  where a word stands that is not known, with its place there
 * @property {number} [begins]
 * @property {number} [ends]
 * @property {Article | null} [article]
 * @property {number} [loan]
 * @property {string} [due_on]
 * @property {string} [was_due_on]
 * @property {string} [until_on]
 * @property {string} [slip]  the number of a booking
 * @property {boolean} [lendable]
 * @property {string} [scanned]
 * @property {string[]} [points]  what its safety check looks at
 * @property {{code: string, loans: number | null}[]} [care]  that is due
 * @property {Record<string, number>} [counts]  of a stocktake
 * @property {(number | {loan?: number, id?: number, due_on?: string})[]} [loans]
 *
 * @typedef {{loan: number, article: Article, due_on: string, lent_on?: string, late?: boolean}} Loan
 * @typedef {{id: string, name: string, mobile: string, kind: string, loans: Loan[]}} BorrowerOut
 * @typedef {{id: string, name: string, mobile: string, kind: string, out: number}} BorrowerFound
 *
 * @typedef {object} Session
 * @property {{id: number, name: string, language: string}} account
 * @property {string[]} roles
 * @property {{id: number, name: string}} branch
 * @property {string} device
 * @property {string} csrf
 * @property {string} home
 * @property {{id: number, name: string}[]} others
 * @property {string} today
 * @property {number} review
 * @property {boolean} demo
 * @property {string} slip
 *
 * @typedef {{code: string, word: string}} Fault
 * @typedef {{code: string, word: string, fault: string}} Plan
 * @typedef {{code: string, name: string, unit: string, guardian_under_18: boolean, check_at_return: boolean, faults: Fault[], checks?: Fault[], plans?: Plan[]}} Category
 *
 * @typedef {{name?: string, mobile?: string, contact?: string}} Personal
 * @typedef {{kind: string} & Record<string, unknown>} Act
 */

export {};
