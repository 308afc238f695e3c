require_relative "bellhop"

class InvoiceNotifier
  def self.ready(customer, number, link)
    Bellhop.publish(
      key: "ready-#{number}",
      workflow: "invoice-ready",
      recipients: [{ id: customer.id.to_s, email: customer.email, name: customer.name }],
      data: { number: number, link: link }
    )
  end
end
