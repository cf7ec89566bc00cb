export default async function Page() {
  return <p>hello</p>
}
