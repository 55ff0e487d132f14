from django.db import migrations

from tandem.tenancy.operations import ChangesOnly, OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0053_goods_are_shared_out")]
    operations = [
        OwnRowSecurity("solidarity_gift"),
        OwnRowSecurity("solidarity_goodsask"),
        OwnRowSecurity("solidarity_shareout"),
        OwnRowSecurity("solidarity_parcel"),
        ChangesOnly(
            "solidarity_shareout",
            "state",
            "where_when",
            "because",
            "decided_at",
            refused="OLD.state <> 'open'",
            because="a share-out is decided once",
        ),
        ChangesOnly(
            "solidarity_parcel",
            "quantity",
            "sealed_why",
            "state",
            "ready_at",
            "ended_at",
            refused="OLD.state <> 'proposed' AND NEW.quantity <> OLD.quantity",
            because="how many was decided once",
        ),
    ]
