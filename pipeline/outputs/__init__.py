"""What leaves: workbooks, pages, forms, letters and bulletins. Writers arrange; they never judge."""
