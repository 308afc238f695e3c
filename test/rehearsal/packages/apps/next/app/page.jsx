export default function Page() {
  return <h1>Northwind</h1>;
}
