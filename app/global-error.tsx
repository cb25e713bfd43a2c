'use client'

import { Broken } from '#components/broken'
import './globals.css'

export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something broke · Attn.</title>
        <main className="column py-8">
          <Broken retry={retry} />
        </main>
      </body>
    </html>
  )
}
