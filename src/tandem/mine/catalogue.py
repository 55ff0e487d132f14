from tandem.mine import mandating_services

OFFERED = (mandating_services.GiveMandate, mandating_services.TakeBack)
