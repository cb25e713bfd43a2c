/** What `npm run bench -- trending` measured on 229 days of upvotes, of which 70 were kept aside. */
const FIGURES: [name: string, all: number, aside: number, young: number][] = [
  ['Attn', 0.688, 0.653, 0.746],
  ['Rate of a day × count^0.75', 0.686, 0.632, 0.729],
  ['Rate of a day', 0.671, 0.606, 0.728],
  ['Count', 0.632, 0.598, 0.725],
  ['Hacker News', 0.46, 0.442, 0.691],
  ['Lobsters', 0.388, 0.386, 0.66],
  ['Reddit', 0.357, 0.358, 0.605],
  ['Newest first', 0.169, 0.154, 0.306],
]

/** How well each ranking tells what gains next. */
export function BacktestTable() {
  return (
    <table className="mt-3 w-full text-sm">
      <caption className="sr-only">How well each ranking tells what gains next, from 0 to 1</caption>
      <thead className="text-left text-muted text-xs">
        <tr>
          <th scope="col" className="py-1 pr-3 font-normal">
            Ranking
          </th>
          <th scope="col" className="py-1 pr-3 text-right font-normal">
            229 days
          </th>
          <th scope="col" className="py-1 pr-3 text-right font-normal">
            70 of them kept aside
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            Papers under 48 h
          </th>
        </tr>
      </thead>
      <tbody>
        {FIGURES.map(([name, ...figures]) => (
          <tr key={name} className="border-line border-t">
            <th scope="row" className="py-2 pr-3 text-left font-normal">
              {name}
            </th>
            {figures.map((figure, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns stay where they are.
              <td key={column} className="py-2 pr-3 text-right tabular-nums last:pr-0">
                {figure.toFixed(3)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
