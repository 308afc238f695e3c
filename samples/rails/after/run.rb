# What the rehearsal runs: the same, by a job that is tried twice.
require_relative "invoice_notifier"

Customer = Struct.new(:id, :email, :name)
2.times { InvoiceNotifier.ready(Customer.new(7, "grace@example.com", "Grace Hopper"), "47", "https://app.acme.example/invoices/47") }
