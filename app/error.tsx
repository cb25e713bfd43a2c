'use client'

import { Broken } from '#components/broken'

export default function ErrorPage({ retry }: { retry: () => void }) {
  return <Broken retry={retry} />
}
